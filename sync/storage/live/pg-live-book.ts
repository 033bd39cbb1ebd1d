import {sql} from 'kysely';
import type {LiveBook, ProjectHead} from '../../live/live-book.ts';
import type {Db} from '../database.ts';

/** The live channel's view of PostgreSQL. Reads nothing that a sale writes to, but the rows of tills. */
export function pgLiveBook(db: Db): LiveBook {
  return {
    async heads(projectIds) {
      // Lease versions and epochs only grow, and revoking raises the former: their sum changes with any of them.
      const {rows} = await sql<ProjectHead>`
        select asked.project_id as "projectId", coalesce(h.head, 0)::bigint as "feedHead",
          coalesce((
            select sum(d.lease_version + d.epoch) from device d where d.project_id = asked.project_id
          ), 0)::bigint as stamp
        from unnest(${[...projectIds]}::text[]) asked (project_id)
        left join feed_head h on h.project_id = asked.project_id
      `.execute(db);
      return rows;
    },
    tills: projectId =>
      db
        .selectFrom('device')
        .select(['device_id as deviceId', 'epoch', 'lease_version as leaseVersion'])
        .where('project_id', '=', projectId)
        .where('status', '=', 'active')
        .execute(),
    async noteOpen(tills, untilMs) {
      await sql`
        update device d set live_until = ${new Date(untilMs)}
        from unnest(${tills.map(till => till.projectId)}::text[], ${tills.map(till => till.deviceId)}::text[])
          open (project_id, device_id)
        where d.project_id = open.project_id and d.device_id = open.device_id
      `.execute(db);
    },
    async noteGone(tills) {
      await sql`
        update device d set live_until = null
        from unnest(${tills.map(till => till.projectId)}::text[], ${tills.map(till => till.deviceId)}::text[],
          ${tills.map(till => new Date(till.untilMs))}::timestamptz[]) gone (project_id, device_id, until)
        where d.project_id = gone.project_id and d.device_id = gone.device_id and d.live_until <= gone.until
      `.execute(db);
    },
  };
}
