import { z } from "zod";
import type { Operation } from "./operation.ts";

/** A JSON Schema (2020-12), as far as the doors look into one. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly [keyword: string]: unknown;
}

/** What an operation's input must look like before it is read, as JSON Schema. */
export function inputSchema(operation: Operation): JsonSchema {
  return z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }) as JsonSchema;
}
