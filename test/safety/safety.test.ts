// Every scenario through every door: the three answers are one, and it shows what the row asks for.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Heard, shortfall } from "../conformance/shortfall.ts";
import { overHttp, throughCommandLine, throughLibrary } from "./doors.ts";
import { scenarios } from "./scenarios.ts";

// One row alone, while its control is taken out.
const row = process.env["THECA_ROW"];
const chosen = scenarios.filter((scenario) => row === undefined || scenario.row === row);

describe("documented harms, through library, command line and HTTP", () => {
  let http: Awaited<ReturnType<typeof overHttp>>;
  let lines: Heard[] = [];
  before(async () => {
    http = await overHttp();
    lines = await throughCommandLine(chosen);
  });
  after(() => http.close());

  for (const [index, scenario] of chosen.entries()) {
    const name = `${scenario.row}: ${scenario.happened}`;
    const judge = (reply: Heard): void =>
      assert.deepEqual(scenario.expect.map((expected) => shortfall(reply, expected)).filter(Boolean), []);
    test(`${name} (library)`, async () => judge(await throughLibrary(scenario)));
    test(`${name} (CLI)`, async () => {
      judge(lines[index]!);
      assert.deepEqual(lines[index], await throughLibrary(scenario));
    });
    test(`${name} (HTTP)`, async () => {
      const reply = await http.ask(scenario);
      judge(reply);
      assert.deepEqual(reply, lines[index]);
    });
  }

  test("every line of the batch was answered", () => assert.equal(lines.length, chosen.length));
});
