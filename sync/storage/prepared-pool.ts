/**
 * A pool whose connections plan a statement once. Planning costs more than running where a statement is large and often
 * run, so those that ask for it (`prepared`) are named, and PostgreSQL keeps their plan for as long as the connection.
 * Only for statements of one fixed text that name their columns: a plan of `select *` breaks when a column is added.
 */
import {type PostgresPool, type PostgresPoolClient, type RawBuilder, sql} from 'kysely';
import type pg from 'pg';

const marker = /^\/\* prepared ([a-z-]+) \*\//;

/** Begins a statement that is planned once: `sql\`${prepared('commit')} with …\``. `name` is of this statement alone. */
export function prepared(name: string): RawBuilder<unknown> {
  return sql.raw(`/* prepared ${name} */`);
}

export function preparedPool(pool: pg.Pool): PostgresPool {
  // Kysely knows a connection again by its client.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparing(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function preparing(client: pg.PoolClient): PostgresPoolClient {
  return new Proxy(client as PostgresPoolClient, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      if (property !== 'query') return value.bind(target) as unknown;
      return (text: unknown, values: unknown) => {
        const name = typeof text === 'string' ? marker.exec(text)?.[1] : undefined;
        return name === undefined
          ? client.query(text as string, values as unknown[])
          : client.query({name, text: text as string, values: values as unknown[]});
      };
    },
  });
}
