import type {ProjectKeys} from '../enrolment/project-keys.ts';

/** Known to everyone who read the documentation: the server takes them in demo mode only, and only on loopback. */
export const demoKeys: ProjectKeys = {
  server: {appId: 'demo-app', token: 'demo-token'},
  client: {appId: 'demo-client', token: 'demo-client-token'},
  management: {appId: 'demo-management', token: 'demo-management-token'},
};
