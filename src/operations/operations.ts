/** The one table of everything that can be asked. CLI, HTTP, OpenAPI, the web and the docs are made from it. */
import type { Operation } from "./operation.ts";
import * as table from "./table.ts";

export { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";

/** Every operation, by name. */
export const operations: readonly Operation[] = Object.values(table);
