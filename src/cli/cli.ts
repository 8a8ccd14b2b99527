/** The command line: a thin door over the table of operations. */
import { operations } from "../operations/operations.ts";

console.log(operations.map((operation) => operation.name).join("\n"));
