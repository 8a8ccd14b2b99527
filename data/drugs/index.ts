export { default as "baclofen sha256:72674a6c09cf7447629290125873c5e93d7a044606f28b4b2ec81cd65d07c499" } from "./baclofen.json" with { type: "json" };
export { default as "bupivacaine sha256:a6355cce39fcc23e7d6ec18507363e9a0206c0da8ab05a16c48fa956a3b7c684" } from "./bupivacaine.json" with { type: "json" };
export { default as "hydromorphone sha256:4d9a85f77d715107a1d4dbd6325f40f36d6fe0f522c25fa4394eba3b9067c974" } from "./hydromorphone.json" with { type: "json" };
export { default as "morphine sha256:0184863ddb4e49cbaa3e9cf42b32ac18a30e1cffb9afdda1a6bc4cba1325abb4" } from "./morphine.json" with { type: "json" };
export { default as "saline sha256:e6da61f01391f4bdf79460f32b72b98e9d8549f62a1a0aeff9790c32cf7378d0" } from "./saline.json" with { type: "json" };
export { default as "ziconotide sha256:ba94beb5aa81f2947fcd0409a5fa9c99ee2f4ca000388b0c598e15f2aacf9acd" } from "./ziconotide.json" with { type: "json" };
