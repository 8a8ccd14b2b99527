export { default as "intrathecal-morphine-to-hydromorphone sha256:50b630c40020286c47a31091f71e2b0042c62ddecf84c65b5f7c388300b46c16" } from "./intrathecal-morphine-to-hydromorphone.json" with { type: "json" };
export { default as "oral-to-intrathecal-morphine sha256:937395ecfad85d3e03b03270af9bbb808f5182e63cb3b2d7ce4c0df7a3a6bdcb" } from "./oral-to-intrathecal-morphine.json" with { type: "json" };
export { default as "oral-to-intravenous-morphine sha256:d01b6d52cca9f62447faf99507700b2fa364481dda0c598ffb15a9ea3790cdbd" } from "./oral-to-intravenous-morphine.json" with { type: "json" };
export { default as "routes-of-morphine sha256:8a395c0826b5ff63d29ba75b5d947667498a8888c0cf09295d081303f927106f" } from "./routes-of-morphine.json" with { type: "json" };
