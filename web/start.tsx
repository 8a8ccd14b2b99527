import "./style/base.css";
import "./style/plan.css";
import "./style/ketamine.css";
import "./style/print.css";
import "./style/ketamine-print.css";
import "./style/drylist.css";
import "./style/visit.css";
import "./style/people.css";
import "./style/session.css";
import "./style/merge.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

void import("./fonts.css");
