/** The one table of everything that can be asked. CLI, HTTP, OpenAPI, the web and the docs are made from it. */
import { expose } from "./expose.ts";
import type { Operation } from "./operation.ts";

export { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";

/** One line an operation. */
export const operations: readonly Operation[] = [expose];
