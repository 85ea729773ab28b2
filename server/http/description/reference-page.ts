import { createHash } from 'node:crypto';
import { escapeMarkup } from './escape-markup.ts';
import type { JsonSchema, OpenApiDocument, Operation, Parameter, SentEvent } from './openapi.ts';

const STYLE = `:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }
h2 { border-top: 1px solid #8886; padding-top: 1rem; overflow-wrap: anywhere }
pre { overflow-x: auto; font-size: .8rem }
summary { cursor: pointer; padding: .5rem 0 }`;

/** The page's own policy: nothing but its one style. */
export const REFERENCE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const schemaOf = (title: string, schema: JsonSchema): string =>
  `<details><summary>${escapeMarkup(title)}</summary><pre tabindex="0">${escapeMarkup(JSON.stringify(schema, null, 2))}</pre></details>`;

const parameterLine = ({ name, in: place, required }: Parameter): string =>
  `<li><code>${escapeMarkup(name)}</code> — ${place}${required ? ', required' : ''}</li>`;

function operationSection(name: string, operation: Operation): string {
  const body = operation.requestBody?.content['application/json']?.schema;
  const answers = Object.entries(operation.responses['200']?.content ?? {});
  return [
    `<h2 id="${operation.operationId}"><code>${escapeMarkup(name)}</code></h2>`,
    `<p>${escapeMarkup(operation.summary)}. ${escapeMarkup(operation.description)}</p>`,
    `<ul>${operation.parameters.map(parameterLine).join('')}</ul>`,
    body ? schemaOf('Body: application/json', body) : '',
    ...answers.map(([type, { schema }]) => schemaOf(`Answer: ${type}`, schema))
  ].join('\n');
}

const eventSection = (type: string, { summary, requestBody }: SentEvent): string =>
  [
    `<h3><code>${escapeMarkup(type)}</code></h3>`,
    `<p>${escapeMarkup(summary)}.</p>`,
    schemaOf('Body: application/json', requestBody.content['application/json']?.schema ?? {})
  ].join('\n');

/** The description as a page without script, for people who write a client. */
export function referencePage(document: OpenApiDocument): string {
  const sections = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      operationSection(`${method.toUpperCase()} /api${path}`, operation)
    )
  );
  const events = Object.entries(document.webhooks).map(([type, { post }]) => eventSection(type, post));
  const title = `${document.info.title} API ${document.info.version}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeMarkup(title)}</h1>
<p>Made from the schemas that the server parses with; for programs it is at <a href="/api/openapi.json">/api/openapi.json</a>.</p>
${sections.join('\n')}
<h2 id="webhooks">Webhooks</h2>
<p>Posted to the address that an administrator has given, with webhook-id, webhook-timestamp and webhook-signature by the Standard Webhooks specification.</p>
${events.join('\n')}
${schemaOf('Every error', document.components.schemas['Error'] ?? {})}
</main></body></html>`;
}
