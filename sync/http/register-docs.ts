import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import {jsonSchemaTransform, jsonSchemaTransformObject} from 'fastify-type-provider-zod';
import type {AppDeps} from './app-deps.ts';
import type {App} from './app-type.ts';

/** Swagger UI draws with style attributes of its own; scripts come from here only, as everywhere. */
const docsPolicy = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/** The API described from the routes' own schemas: OpenAPI at /docs/json, to try out at /docs. */
export async function registerDocs(app: App, deps: AppDeps): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {title: 'Counterfoil', version: deps.version},
      components: {
        securitySchemes: {
          'X-App-Id': {type: 'apiKey', in: 'header', name: 'X-App-Id'},
          'X-App-Token': {type: 'apiKey', in: 'header', name: 'X-App-Token'},
          'X-Management-Id': {type: 'apiKey', in: 'header', name: 'X-Management-Id'},
          'X-Management-Token': {type: 'apiKey', in: 'header', name: 'X-Management-Token'},
          till: {type: 'http', scheme: 'bearer'},
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(async docs => {
    docs.addHook('onRoute', route => {
      route.config = {...route.config, access: 'public'};
    });
    await docs.register(swaggerUi, {routePrefix: '/docs', staticCSP: docsPolicy});
  });
}
