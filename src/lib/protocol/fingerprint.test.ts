import { expect, test } from 'vitest';
import { z } from 'zod';
import { movementSchema } from '../domain/movement/movement-schemas.ts';
import * as access from './access.ts';
import {
  importPartRequestSchema,
  importPartResponseSchema,
  putLocationRequestSchema,
  putLocationResponseSchema,
  putPartnerRequestSchema,
  putPartnerResponseSchema,
  putProductRequestSchema,
  putProductResponseSchema,
  putSettingsRequestSchema,
  putSettingsResponseSchema,
  putSiteRequestSchema,
  putSiteResponseSchema
} from './catalogue.ts';
import * as documents from './documents.ts';
import { errorBodySchema } from './error-body.ts';
import * as integrations from './integrations.ts';
import { pullResponseSchema } from './pull.ts';
import { pushRequestSchema, pushResponseSchema } from './push.ts';
import {
  enrolRequestSchema,
  enrolResponseSchema,
  serialDetailResponseSchema,
  statusResponseSchema
} from './queries.ts';
import { segmentManifestSchema, segmentSchema } from './segments.ts';
import { nearSerialsResponseSchema, serialSearchResponseSchema } from './serial-search.ts';
import * as webhooks from './webhooks.ts';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from './version.ts';

const namedMessages = Object.fromEntries(
  Object.entries({ ...access, ...documents, ...integrations, ...webhooks, ...webhooks.eventSchemas }).flatMap(
    ([name, schema]) =>
      schema instanceof z.ZodType && /(Re(quest|sponse)Schema|\.[a-z-]+)$/.test(name)
        ? [[name, schema] as const]
        : []
  )
);

const messages = {
  ...namedMessages,
  movementSchema,
  errorBodySchema,
  pullResponseSchema,
  segmentManifestSchema,
  segmentSchema,
  pushRequestSchema,
  pushResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  serialDetailResponseSchema,
  serialSearchResponseSchema,
  nearSerialsResponseSchema,
  statusResponseSchema,
  importPartRequestSchema,
  importPartResponseSchema,
  putLocationRequestSchema,
  putLocationResponseSchema,
  putPartnerRequestSchema,
  putPartnerResponseSchema,
  putProductRequestSchema,
  putProductResponseSchema,
  putSettingsRequestSchema,
  putSettingsResponseSchema,
  putSiteRequestSchema,
  putSiteResponseSchema
};

/**
 * When this fails the wire has changed. Would a phone that still runs yesterday's
 * app misread it, or the server misread that phone? Then raise PROTOCOL_VERSION
 * and keep the previous one understood. Only then renew the snapshot.
 */
test('the wire is the one that this protocol version names', () => {
  const wire = Object.fromEntries(
    Object.entries(messages).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { unrepresentable: 'any' })
    ])
  );
  expect({ version: PROTOCOL_VERSION, wire }).toMatchSnapshot();
});

test('the server understands the version before this one', () => {
  expect(OLDEST_PROTOCOL_VERSION).toBe(Math.max(1, PROTOCOL_VERSION - 1));
});
