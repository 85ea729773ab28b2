import type { ServiceContext } from '../services/context.ts';

/** What the middlewares leave for the routes. */
export interface Env {
  Variables: {
    ctx: ServiceContext;
    /** The code of the error that was answered, for the log. */
    errorCode: string | undefined;
  };
}
