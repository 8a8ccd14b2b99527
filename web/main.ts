// The rest is loaded afterwards: the readers of the data run as soon as they are loaded, and must find the setting made.
import "./without-eval.ts";

await import("./start.tsx");
