// One line an operation.
export { bridge } from "./bridge.ts";
export { check } from "./check.ts";
export { compound } from "./compound.ts";
export { convert } from "./convert.ts";
export { deliver } from "./deliver.ts";
export { expose } from "./expose.ts";
export { prime } from "./prime.ts";
export { protocol } from "./protocol.ts";
export { reconcile } from "./reconcile.ts";
