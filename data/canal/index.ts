export { default as "adult sha256:14dfdb43ed6e07f05aff2ed0897142237dc4483d440a3e240e8178d948791592" } from "./adult.json" with { type: "json" };
export { default as "checks sha256:ef297915b223c369687688b47dd2233675e5fd017d0454e7f4d0135e60e4193d" } from "./checks.json" with { type: "json" };
