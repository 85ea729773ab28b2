import type { HttpBindings } from '@hono/node-server';
import type { ServerContext } from '../services/context.ts';

/** What the middlewares leave for the routes. */
export interface Env {
  /** Of the connection; none in a test without a port. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    ctx: ServerContext;
    /** The code of the error that was answered, for the log. */
    errorCode: string | undefined;
    /** Where the client believes the server to be: `https://stock.example`. */
    origin: string;
    /** Where the request comes from. */
    address: string;
  };
}
