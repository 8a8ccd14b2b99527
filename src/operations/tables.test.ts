import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "./effect.ts";
import { forest } from "./forest.ts";
import { pool } from "./pool.ts";
import { tables } from "./tables.ts";

const context = { locale: "en-US" } as const;
const bcg =
  "author,year,tpos,tneg,cpos,cneg\nAronson,1948,4,119,11,128\nFerguson & Simes,1949,6,300,29,274\nRosenthal,1960,3,228,11,209\n";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("a file comes to the same by its text, by its bytes, and as a file before the operation", async () => {
  const whole = await tables.run({ text: bcg }, context);
  assert.ok(whole.ok);
  for (const text of [bcg, `${bcg}\n`, `${bcg} \n`]) {
    const made = tables.fromFile!("bcg.csv", bytes(text), "en-US");
    assert.ok("value" in made);
    assert.equal((made.value as { base64: string }).base64, Buffer.from(text).toString("base64"));
    assert.deepEqual(await tables.run(made.value, context), whole);
  }
});

test("pool, effect and forest take a file with one table as their question", async () => {
  for (const operation of [pool, effect, forest]) {
    const made = operation.fromFile!("bcg.csv", bytes(bcg), "en-US");
    assert.ok("value" in made, operation.name);
    const reply = await operation.run(made.value, context);
    assert.ok(reply.ok, `${operation.name}: ${JSON.stringify(reply)}`);
  }
  const wrong = pool.fromFile!("x.csv", bytes("study,yi\nA,1\n"), "zh-CN");
  assert.ok("issues" in wrong && wrong.issues.length > 0);
});

test("a file with several tables is refused with their names where one is wanted", () => {
  const rows =
    "Analysis group,Analysis number,Analysis name,Study,Experimental cases,Experimental N,Control cases,Control N\n1,1,Pain,X,1,10,2,10\n1,2,Sleep,X,1,10,2,10\n";
  const made = pool.fromFile!("rows.csv", bytes(rows), "en-US");
  assert.ok("issues" in made);
  assert.match(made.issues[0]!.message, /1\.1 Pain; 1\.2 Sleep/);
});

test("neither and both of text and bytes are issues", async () => {
  for (const input of [{}, { text: "a", base64: "YQ==" }, { base64: "?" }])
    assert.ok(!(await tables.run(input, context)).ok);
});
