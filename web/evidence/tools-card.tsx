import { useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { familyOf, type Measure } from "../../src/evidence/evidence.ts";
import { useWords } from "../words/words.tsx";
import { type Analysis, type ToolName, tools } from "./read-analysis.ts";
import { sayChoice } from "./say-choice.ts";
import { BiasTool } from "./tool-bias.tsx";
import { CumulativeTool, LeaveOneOutTool } from "./tool-one-by-one.tsx";
import { HeterogeneityTool } from "./tool-heterogeneity.tsx";
import { InfluenceTool } from "./tool-influence.tsx";
import { LabbeTool, RadialTool } from "./tool-pictures.tsx";
import { ModeratorTool } from "./tool-moderator.tsx";
import { SelectionTool } from "./tool-selection.tsx";
import { SubsetsTool } from "./tool-subsets.tsx";
import type { EditAnalysis } from "./use-analysis.ts";
import type { Shown } from "./use-shown.ts";
import { warmUp } from "./threads.ts";
import { direct } from "./write-question.ts";

export interface ToolProps {
  readonly shown: Shown;
  readonly analysis: Analysis;
  readonly edit: EditAnalysis;
}

const contents: Readonly<Record<ToolName, (props: ToolProps) => React.ReactNode>> = {
  heterogeneity: HeterogeneityTool,
  leaveOneOut: LeaveOneOutTool,
  influence: InfluenceTool,
  cumulative: CumulativeTool,
  bias: BiasTool,
  selection: SelectionTool,
  subsets: SubsetsTool,
  moderator: ModeratorTool,
  labbe: LabbeTool,
  radial: RadialTool,
};

/** What is asked of a pooled result, one question a tab. */
export function ToolsCard({ shown, analysis, edit }: ToolProps) {
  const { words } = useWords();
  const measure = shown.analysis.measure as Measure;
  const offered = tools.filter((tool) => tool !== "labbe" || familyOf[measure] === "table");
  const open = offered.includes(analysis.tool) ? analysis.tool : "heterogeneity";
  useEffect(warmUp, []);
  return (
    <section className="card evidence-tools" aria-labelledby="evidence-tools">
      <h2 id="evidence-tools">{words.evidenceTools}</h2>
      {direct(shown.analysis.method) && <p className="quiet">{words.evidenceDirect}</p>}
      <Tabs selectedKey={open} onSelectionChange={(tool) => edit({ tool: tool as ToolName }, "tool")}>
        <TabList aria-label={words.evidenceTools} className="evidence-tabs no-print">
          {offered.map((tool) => (
            <Tab key={tool} id={tool} className="evidence-tab">
              {sayChoice(words, "Tool", tool)}
            </Tab>
          ))}
        </TabList>
        {offered.map((tool) => {
          const Content = contents[tool];
          return (
            <TabPanel key={tool} id={tool} className="evidence-panel">
              <Content shown={shown} analysis={analysis} edit={edit} />
            </TabPanel>
          );
        })}
      </Tabs>
    </section>
  );
}
