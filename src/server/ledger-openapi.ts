import { z } from "zod";
import { planningShape } from "./planning-routes.ts";
import { erasing } from "./erasure-routes.ts";
import { merging, parting } from "./merge-routes.ts";
import { additionInClinic, listed } from "./ledger-routes.ts";
import { noticesShape, testShape } from "./notice-settings.ts";
import { expected } from "./patient-routes.ts";

type Json = Readonly<Record<string, unknown>>;

const refusal = (name: string): Json => ({ $ref: `#/components/responses/${name}` });
const answered: Json = {
  description: "Answered.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Answer" } } },
};
const body = (schema: z.ZodType): Json => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return { required: true, content: { "application/json": { schema: shape } } };
};
const sent: Json = {
  200: answered,
  400: refusal("NotJson"),
  413: refusal("TooLarge"),
  422: refusal("Refused"),
  500: refusal("Fault"),
  503: refusal("Unavailable"),
};
const got: Json = {
  200: answered,
  422: refusal("Refused"),
  500: refusal("Fault"),
  503: refusal("Unavailable"),
};
const after: Json = {
  name: "after",
  in: "query",
  required: false,
  description: "The sequence number after which to go on; 0 where absent.",
  schema: { type: "integer", minimum: 0 },
};

/** The routes of the ledger in OpenAPI, their bodies from the schemas that read them. */
export const ledgerPaths = (): Json => ({
  "/api/ledger/entries": {
    post: {
      operationId: "addEntries",
      summary:
        "Adds entries of one patient, all or none. The same entries sent again are answered as the first time. Where people sign in, a signature takes `signing`: the password, and the code with the first of a session.",
      requestBody: body(additionInClinic),
      responses: { ...sent, 409: refusal("Conflict") },
    },
    get: {
      operationId: "entriesSince",
      summary:
        "The entries of all patients in the order of recording, a page at a time; the reading is audited.",
      parameters: [after],
      responses: got,
    },
  },
  "/api/ledger/patients/{id}": {
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
    get: {
      operationId: "entriesOfPatient",
      summary: "Everything kept of one patient; the reading is audited.",
      responses: { ...got, 404: refusal("Unknown") },
    },
  },
  "/api/ledger/merge": {
    post: {
      operationId: "mergeRecords",
      summary:
        "Merges two records of one person: an entry in each, both or none. Everything that speaks against it is said at once.",
      requestBody: body(merging),
      responses: { ...sent, 404: refusal("Unknown"), 409: refusal("Conflict") },
    },
  },
  "/api/ledger/part": {
    post: {
      operationId: "partRecords",
      summary:
        "Parts two records that were merged: each has its own history again; what was entered since stays in the one that was kept.",
      requestBody: body(parting),
      responses: { ...sent, 404: refusal("Unknown"), 409: refusal("Conflict") },
    },
  },
  "/api/ledger/erase": {
    post: {
      operationId: "erase",
      summary:
        "Erases a person for good: destroys the key of their record. Named by the record's id or by number and birth date, the number typed letter for letter, with a reason for the audit.",
      requestBody: body(erasing),
      responses: {
        ...sent,
        404: refusal("Unknown"),
        409: refusal("Conflict"),
        410: { description: "The record was erased before." },
      },
    },
  },
  "/api/ledger/dry": {
    post: {
      operationId: "listDry",
      summary: "Who runs dry when, of every pump of the ledger, the most pressing first.",
      requestBody: body(listed),
      responses: sent,
    },
  },
  "/api/planning": {
    get: {
      operationId: "readPlanning",
      summary:
        "How the clinic plans its refills: working days, closed days, lead time; what is not settled is left out.",
      responses: got,
    },
    put: {
      operationId: "settlePlanning",
      summary: "Settles it for all screens; `revision` is the one it was read at.",
      requestBody: body(planningShape),
      responses: sent,
    },
  },
  "/api/notices": {
    get: {
      operationId: "readNotices",
      summary: "How notices leave the clinic, without what channels are opened with, and the last ones.",
      responses: got,
    },
    put: {
      operationId: "settleNotices",
      summary:
        "Settles it; `revision` is the one it was read at. A secret that is left out stays, null takes it away.",
      requestBody: body(noticesShape),
      responses: { ...sent, 409: refusal("Conflict") },
    },
  },
  "/api/notices/test": {
    post: {
      operationId: "testNotices",
      summary: "Sends a test to every reader of a channel, and says what the server answered.",
      requestBody: body(testShape),
      responses: sent,
    },
  },
  "/api/notices/standing": {
    get: {
      operationId: "readNoticeAlerts",
      summary: "The channels that nothing gets through any more, as alerts; for everybody who signed in.",
      responses: got,
    },
  },
  "/api/ledger/missed": {
    post: {
      operationId: "listMissed",
      summary: "Who was expected and has not been here since, whom nobody has tried to reach first.",
      requestBody: body(expected),
      responses: sent,
    },
  },
  "/api/ledger/verified": {
    get: {
      operationId: "verifyLedger",
      summary:
        "Walks both chains and derives every snapshot anew; names the first record that is not as it was written.",
      responses: got,
    },
  },
  "/api/ledger/audit": {
    get: {
      operationId: "readAudit",
      summary: "The audit trail in order, a page at a time.",
      parameters: [after],
      responses: got,
    },
  },
});
