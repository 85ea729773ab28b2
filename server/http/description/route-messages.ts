import type { z } from 'zod';

/** What goes over the wire on one route. */
export interface RouteMessages {
  summary: string;
  /** The query string; all of its values are text. */
  query?: z.ZodObject;
  body?: z.ZodType;
  /** A schema for JSON, a media type for anything else. */
  answer: z.ZodType | string;
}
