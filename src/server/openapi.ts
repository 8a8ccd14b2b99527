import { inputSchema, type JsonSchema, type Operation } from "../operations/operations.ts";
import { bodyLimits } from "./body.ts";
import { ledgerPaths } from "./ledger-openapi.ts";

type Json = Readonly<Record<string, unknown>>;

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json, extra: Json = {}): Json => ({
  content: { "application/json": { schema, ...extra } },
});

const shared: Json = {
  Quantity: {
    type: "object",
    description: "A number and its UCUM code, as every answer gives one.",
    properties: { value: { type: "number" }, unit: { type: "string" } },
    required: ["value", "unit"],
  },
  Issue: {
    type: "object",
    properties: {
      path: { type: "string", description: "Where, as program.steps[1].at; empty for the whole input." },
      message: { type: "string" },
    },
    required: ["path", "message"],
  },
  Answer: {
    type: "object",
    properties: {
      ok: { const: true },
      answer: { description: "What was asked for. Quantities are {value, unit}." },
      gaps: {
        type: "array",
        items: { type: "string" },
        description: "What could not be computed or checked.",
      },
      assumed: { type: "array", items: { type: "string" }, description: "Each default that mattered." },
    },
    required: ["ok", "answer", "gaps", "assumed"],
  },
  Issues: {
    type: "object",
    properties: {
      ok: { const: false },
      issues: { type: "array", items: reference("Issue") },
      fault: { type: "string", description: "Only for a fault of ours: the id under which it is logged." },
    },
    required: ["ok", "issues"],
  },
};

const refusals: Json = {
  NotJson: { description: "The body is not JSON.", ...json(reference("Issues")) },
  Unknown: { description: "There is nothing of that name.", ...json(reference("Issues")) },
  Conflict: { description: "It was saved by somebody else meanwhile.", ...json(reference("Issues")) },
  TooLarge: { description: "The body is over the limit.", ...json(reference("Issues")) },
  Refused: { description: "Everything that is wrong with the input.", ...json(reference("Issues")) },
  Fault: { description: "A fault of ours, with the id it is logged under.", ...json(reference("Issues")) },
  Unavailable: {
    description: "The records cannot be reached or written now; the sentence says why.",
    ...json(reference("Issues")),
  },
};
const refusal = (name: string): Json => ({ $ref: `#/components/responses/${name}` });
const answered: Json = { description: "Answered.", ...json(reference("Answer")) };

/** The interface over HTTP as an OpenAPI 3.1 document, made from the table. */
export function openapi(
  operations: readonly Operation[],
  version: string,
  { withCases, withLedger }: { readonly withCases: boolean; readonly withLedger: boolean },
): Json {
  const inputs = Object.fromEntries(
    operations.map((operation) => {
      const { $schema: _, ...schema } = inputSchema(operation);
      return [schemaName(operation), rebased(schema, `#/components/schemas/${schemaName(operation)}`)];
    }),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: "Theca",
      version,
      description:
        "One engine for infused drugs: plan, check, record, teach and weigh the evidence. It informs people who decide; it is not a medical device.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths: {
      ...Object.fromEntries(
        operations.map((operation) => [`/api/${operation.name}`, { post: post(operation) }]),
      ),
      "/api/health": {
        get: {
          operationId: "getHealth",
          summary: "Says that the server is up, and its version.",
          responses: { 200: { description: "Up.", ...json({ type: "object" }) } },
        },
      },
      ...(withCases ? casePaths : {}),
      ...(withLedger ? ledgerPaths() : {}),
    },
    components: { schemas: { ...shared, ...inputs }, responses: refusals },
  };
}

const schemaName = (operation: Operation): string =>
  `${operation.name.replace(/(^|[^A-Za-z0-9])([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Input`;

function post(operation: Operation): Json {
  const limit = operation.bulk ? bodyLimits.bulk : bodyLimits.usual;
  return {
    operationId: operation.name,
    summary: operation.summary,
    description: `The body may have ${limit / 2 ** 20} MB. Accept-Language picks the language of sentences: en-US, en-GB, zh-CN.`,
    requestBody: {
      required: true,
      ...json(reference(schemaName(operation)), { example: operation.example }),
    },
    responses: {
      200: answered,
      400: refusal("NotJson"),
      413: refusal("TooLarge"),
      422: refusal("Refused"),
      500: refusal("Fault"),
    },
  };
}

/** The same schema inside a larger document: what pointed at its own root points at its place there. */
function rebased(schema: JsonSchema, place: string): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === "$ref" && typeof value === "string" && value.startsWith("#") ? place + value.slice(1) : value,
    ),
  );
}

const id = {
  name: "id",
  in: "path",
  required: true,
  schema: { type: "string", pattern: "^[A-Za-z0-9-]{1,64}$" },
};
const casePaths: Json = {
  "/api/cases": {
    get: {
      operationId: "listCases",
      summary: "The cases of the workbench on this machine, the last saved first.",
      responses: { 200: answered, 500: refusal("Fault") },
    },
  },
  "/api/cases/{id}": {
    parameters: [id],
    get: {
      operationId: "readCase",
      summary: "One case with its plan.",
      responses: { 200: answered, 404: refusal("Unknown"), 500: refusal("Fault") },
    },
    put: {
      operationId: "saveCase",
      summary: "Saves a case; refused where it was saved by somebody else since `revision`.",
      requestBody: {
        required: true,
        ...json({
          type: "object",
          properties: {
            title: { type: "string", minLength: 1, maxLength: 200 },
            plan: { description: "The plan, as the workbench writes it." },
            revision: {
              type: "integer",
              minimum: 0,
              description: "The revision that was read; 0 for a new case.",
            },
          },
          required: ["title", "plan", "revision"],
          additionalProperties: false,
        }),
      },
      responses: {
        200: answered,
        400: refusal("NotJson"),
        409: refusal("Conflict"),
        413: refusal("TooLarge"),
        422: refusal("Refused"),
        500: refusal("Fault"),
      },
    },
    delete: {
      operationId: "removeCase",
      summary: "Removes a case; refused where it was saved by somebody else since `revision`.",
      parameters: [
        { name: "revision", in: "query", required: true, schema: { type: "integer", minimum: 1 } },
      ],
      responses: {
        200: answered,
        404: refusal("Unknown"),
        409: refusal("Conflict"),
        422: refusal("Refused"),
        500: refusal("Fault"),
      },
    },
  },
};
