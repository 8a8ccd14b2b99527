export { default as "other sha256:bc0a26285b743f5328d11a16898b72e58498dd305c66bfbfce4cefe69c34387f" } from "./other.json" with { type: "json" };
export { default as "prometra-ii sha256:5089101062ef7d24c04df6358e11f67f86d1778ed1b7c73bbaeb586438e315bf" } from "./prometra-ii.json" with { type: "json" };
export { default as "synchromed-ii sha256:160b35d1cce2be39859c28b57ab52990937db1a98040723b92f59c256c9c214b" } from "./synchromed-ii.json" with { type: "json" };
