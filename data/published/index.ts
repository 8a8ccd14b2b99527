export { default as "cochrane-2025 sha256:0e4be615a0911918a1cb6d4869079930ff4a8df2eda447cbf768a4c3be072fab" } from "./cochrane-2025.json" with { type: "json" };
export { default as "guimaraes-pereira-2022 sha256:86e37a5b122bb820ea30cc00a213678389fdd27eced6a4379bbc126124355e43" } from "./guimaraes-pereira-2022.json" with { type: "json" };
export { default as "mcmaster-2024 sha256:e062a477562f06f7f72010a652d287473ad29bb5a6c7a9df6377fff797ca5f16" } from "./mcmaster-2024.json" with { type: "json" };
export { default as "michelet-2018 sha256:5914ba82b592474c2aefad80699d0d083e1e0ce616e9009ce4b70051cf2ede6e" } from "./michelet-2018.json" with { type: "json" };
export { default as "odutola-2023 sha256:2772edaf5dd0d61e4cea4798ae1b99bb8d54819b8a317f757b798df02e087473" } from "./odutola-2023.json" with { type: "json" };
export { default as "orhurhu-2019 sha256:26e1e83bd6a278e7a5dcd4363cc560d981ddbdb3733e557d7cde887bec092216" } from "./orhurhu-2019.json" with { type: "json" };
export { default as "pastrak-2021 sha256:3dea52f240c59d9760ba1ca2fb77fb735f95d09ce64d60b517d971ecd5a9e444" } from "./pastrak-2021.json" with { type: "json" };
export { default as "zhao-2018 sha256:b85c37d2b6f78392174462d0df7883773abcef206046d7b079230d4c7cf80eb7" } from "./zhao-2018.json" with { type: "json" };
