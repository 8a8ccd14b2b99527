// W1 to W4 on one core and on all: a process a core, each doing the same work, by the clock on the wall. Then a million
// subjects through `expose`, with peak memory. Run bench/kinetics.ts first, which writes the inputs.
// node bench/all-cores.ts
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const kernels = join(import.meta.dirname, "kernels.ts");

interface Told {
  readonly samples: number;
  readonly seconds: number;
  readonly memory: number;
}
const one = (name: string): Promise<Told> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [kernels, name], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (piece: Buffer) => (text += piece.toString()));
    child.on("close", (status) =>
      status === 0 ? resolve(JSON.parse(text) as Told) : reject(new Error(`${name} ended with ${status}`)),
    );
  });

const cores = availableParallelism();
const date = new Date().toISOString().slice(0, 10);
console.log(`${date}, Node ${process.version}, seconds on the wall, ${cores} cores\n`);
console.log("      million samples a second         peak memory of a process");
console.log(`      one core   ${cores} cores   ratio`);
for (const name of ["W1", "W2", "W3", "W4"]) {
  const alone = await one(name);
  const together = await Promise.all(Array.from({ length: cores }, () => one(name)));
  const single = alone.samples / alone.seconds / 1e6;
  const all = together.reduce((sum, { samples, seconds }) => sum + samples / seconds, 0) / 1e6;
  const figure = (x: number): string => x.toPrecision(3).padStart(8);
  console.log(
    `${name}    ${figure(single)}  ${figure(all)}   ${(all / single).toFixed(2)}     ${alone.memory.toFixed(0)} MB`,
  );
}
