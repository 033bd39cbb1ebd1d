import type {ProjectId} from '../../shared/kernel/id.ts';

/** The one project of a simulated world. */
export const projectId: ProjectId = 'proj_test';
