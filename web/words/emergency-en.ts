/** The words of the emergency page. */
export const emergencyEn = {
  emergency: "Emergency",
  emergencyTitle: "Emergency and around the visit",
  emergencyLead:
    "What the sources say, each with its receipt. The treating physician decides; nothing here is computed for one patient.",
  emergencyDrugs: "Drugs in the pump",
  emergencyPump: "Pump",
  emergencyNoPump: "not known",
  emergencyLabel: "Label of",
  emergencyAllLabels: "all jurisdictions",
  emergencyCall: "Whom to call",
  emergencyCallHint:
    "Kept on this machine and printed with this page. Empty lines are printed to be filled in by hand.",
  "emergencyCall clinic": "Pump clinic",
  "emergencyCall night": "Out of hours",
  "emergencyCall maker": "Maker of the pump",
  "emergencyCall poison": "Poison centre",
  emergencyFirst: "Now",
  emergencyThen: "Looking for the cause, and what comes after",
  emergencyNothing:
    "No source here says anything about it. Ask the maker, a poison centre or whoever prescribes the drug.",
  emergencyLine: "In the line",
  emergencyAct: "to do",
  emergencyChoosePump: "Choose the pump above: what holds differs from pump to pump.",
};
