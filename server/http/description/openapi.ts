import { z } from 'zod';
import { permissions, type Permission } from '../../../src/lib/protocol/roles.ts';
import type { Scope } from '../../../src/lib/protocol/scopes.ts';
import { errorBodySchema } from '../../../src/lib/protocol/error-body.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../src/lib/protocol/version.ts';
import { eventTypes, type EventType } from '../../../src/lib/protocol/webhook-events.ts';
import { eventSchemas } from '../../../src/lib/protocol/webhooks.ts';
import { eventSummaries } from './integration-messages.ts';
import { routeMessages } from './messages.ts';
import type { RouteMessages } from './route-messages.ts';

/** A route as far as it is described. */
export interface DescribedRoute {
  method: 'GET' | 'POST';
  path: string;
  permission: Permission;
  scopes: readonly Scope[] | null;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  security: readonly Record<string, readonly string[]>[];
  parameters: readonly Parameter[];
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { description: string; content: Record<string, { schema: JsonSchema }> }>;
}

export interface SentEvent {
  summary: string;
  parameters: readonly Parameter[];
  requestBody: { required: true; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { description: string }>;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: readonly { url: string }[];
  paths: Record<string, Partial<Record<'get' | 'post', Operation>>>;
  /** What is sent to others, in the words of OpenAPI 3.1. */
  webhooks: Record<string, { post: SentEvent }>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> };
}

/** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is; what a transform gives is not described. */
function toSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const operationIdOf = ({ method, path }: DescribedRoute): string =>
  `${method.toLowerCase()}${path.replace(/[/:.]+(\w)/g, (_, first: string) => first.toUpperCase())}`;

const pathOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function pathParameters(path: string): Parameter[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' }
  }));
}

function queryParameters(query: z.ZodObject | undefined): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: typeof schema === 'object' ? { ...schema } : {}
  }));
}

const versionHeader = (path: string): Parameter => ({
  name: PROTOCOL_HEADER,
  in: 'header',
  required: path.startsWith('/sync/'),
  schema: { type: 'string', const: String(PROTOCOL_VERSION) }
});

function whoMay({ permission, scopes }: DescribedRoute): string {
  const allowed = permissions[permission];
  if (allowed === null) return 'Anybody may ask.';
  const people = allowed.length > 0 ? `Permission “${permission}”: ${allowed.join(', ')}.` : 'No person.';
  return `${people} ${scopes === null ? 'No key.' : `A key with ${scopes.join(', ')}.`}`;
}

/** Any one of these: a cookie of somebody who may, or a key that has all of the scopes. */
function securityOf({ permission, scopes }: DescribedRoute): Operation['security'] {
  const allowed: readonly unknown[] | null = permissions[permission];
  if (allowed === null) return [];
  const cookies = allowed.length > 0 ? [{ device: [] }, { session: [] }] : [];
  return scopes === null ? cookies : [...cookies, { key: scopes }];
}

function describe(route: DescribedRoute, messages: RouteMessages): Operation {
  const { summary, query, body, answer } = messages;
  const type = typeof answer === 'string' ? answer : 'application/json';
  const schema = typeof answer === 'string' ? { type: 'string' } : toSchema(answer, 'output');
  return {
    operationId: operationIdOf(route),
    summary,
    description: whoMay(route),
    security: securityOf(route),
    parameters: [...pathParameters(route.path), ...queryParameters(query), versionHeader(route.path)],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(body, 'input') } } }
    }),
    responses: {
      '200': { description: 'Done', content: { [type]: { schema } } },
      default: {
        description: 'An error, with a stable code',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
      }
    }
  };
}

/** Standard Webhooks: what a receiver verifies and knows repeats by. */
const eventHeaders: readonly Parameter[] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
  (name) => ({ name, in: 'header', required: true, schema: { type: 'string' } })
);

const describeEvent = (type: EventType): SentEvent => ({
  summary: eventSummaries[type],
  parameters: eventHeaders,
  requestBody: {
    required: true,
    content: { 'application/json': { schema: toSchema(eventSchemas[type], 'output') } }
  },
  responses: { '2XX': { description: 'Taken; anything else is tried again, but 410, which ends it' } }
});

const cookie = (name: string, description: string): JsonSchema => ({
  type: 'apiKey',
  in: 'cookie',
  name,
  description
});

/**
 * OpenAPI 3.1 of the routes, from the schemas that the server itself parses with.
 *
 * @throws when a route of the table has no messages
 */
export function describeApi(routes: readonly DescribedRoute[], version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const messages = routeMessages[`${route.method} ${route.path}`];
    if (!messages) throw new Error(`${route.method} ${route.path} is not described`);
    const at = pathOf(route.path);
    const key = route.method === 'GET' ? 'get' : 'post';
    paths[at] = { ...paths[at], [key]: describe(route, messages) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Douchette', version, description: 'Stock by serial number, offline first.' },
    servers: [{ url: '/api' }],
    paths,
    webhooks: Object.fromEntries(eventTypes.map((type) => [type, { post: describeEvent(type) }])),
    components: {
      schemas: { Error: toSchema(errorBodySchema, 'output') },
      securitySchemes: {
        device: cookie('douchette_device', 'The token of a paired device.'),
        session: cookie('douchette_session', 'The session of a person who has signed in.'),
        key: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'dchk_…',
          description: 'A key for another program, made under Settings. Cookies beside it do not count.'
        }
      }
    }
  };
}
