import type { ServerContext } from '../services/context.ts';

/** What the middlewares leave for the routes. */
export interface Env {
  Variables: {
    ctx: ServerContext;
    /** The code of the error that was answered, for the log. */
    errorCode: string | undefined;
  };
}
