// One line an operation.
export { agree } from "./agree.ts";
export { bias } from "./bias.ts";
export { bridge } from "./bridge.ts";
export { check } from "./check.ts";
export { compound } from "./compound.ts";
export { convert } from "./convert.ts";
export { deliver } from "./deliver.ts";
export { effect } from "./effect.ts";
export { expose } from "./expose.ts";
export { influence } from "./influence.ts";
export { pool } from "./pool.ts";
export { prime } from "./prime.ts";
export { protocol } from "./protocol.ts";
export { reconcile } from "./reconcile.ts";
export { regress } from "./regress.ts";
export { subsets } from "./subsets.ts";
export { triple } from "./triple.ts";
