export { default as "baclofen-hydromorphone-ziconotide sha256:6c35a4b02ee870d0f9c481f13c26a6a84bb453509bc40b400fb9d4c4574fb09c" } from "./baclofen-hydromorphone-ziconotide.json" with { type: "json" };
export { default as "baclofen-morphine sha256:aed127e182ca84e631c01c902fe75e045410d21f6bc93e5bfd396187ef5db090" } from "./baclofen-morphine.json" with { type: "json" };
export { default as "baclofen-ziconotide sha256:8971a2c599341120acf775410036903d151b010237c952ef8a2fab6bdae6f6ca" } from "./baclofen-ziconotide.json" with { type: "json" };
export { default as "bupivacaine-morphine sha256:999e947a9fc3a3743e8d528951fafd90bd7e2b7e98b20f24617c270bb04a7a3a" } from "./bupivacaine-morphine.json" with { type: "json" };
export { default as "bupivacaine-ziconotide sha256:515a88893eefb912542b2d6a804c212a50c7b07bce35b4a7e1b979469fec733d" } from "./bupivacaine-ziconotide.json" with { type: "json" };
export { default as "hydromorphone-ziconotide sha256:7343ba1e41bb5edcaebb97090e15b97370204619f169a5b2017451bbf1f44f71" } from "./hydromorphone-ziconotide.json" with { type: "json" };
export { default as "morphine-ziconotide sha256:422ce57159c15aa2d9aeaa032e13c086a580e7e9f4083ac8c7d9952b2f30c5b4" } from "./morphine-ziconotide.json" with { type: "json" };
