import pg from 'pg';

/** Creates a database on the server of `adminUrl`, as a copy of `template` where one is given. */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template: string | undefined,
): Promise<void> {
  const copy = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`;
  await asAdmin(adminUrl, `create database ${pg.escapeIdentifier(name)}${copy}`);
}

/** Drops it, and ends what is still connected. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({connectionString: adminUrl});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
