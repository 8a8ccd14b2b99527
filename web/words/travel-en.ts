/** The words of a journey, and of clocks that were changed. */
export const travelEn = {
  travel: "Journey",
  travelTitle: "The patient travels",
  travelOpen: "The patient travels",
  travelIntro:
    "The pump's clock goes on as it is, wherever the patient is. Here is when its steps come by the clocks there, and what falls due on the way. Nothing is changed in the pump or the record.",
  travelZone: "Where to (time zone)",
  travelZoneHint: "The city that the zone is named after, as Tokyo; or choose from the list.",
  travelZoneUnknown: "No time zone of this name: choose one from the list, as Asia/Tokyo.",
  travelFrom: "Arrives there (by the time here)",
  travelTo: "Leaves again (by the time here)",
  travelAsk: "Enter where to and when.",
  travelDue: "What falls due",
  travelSteps: "The program by the clocks there",
  travelPump: "Pump's clock",
  travelThere: "Clock there",
  travelDays: "Days on the pump's clock",
  travelSince: (moment: string, offset: string) => `From ${moment} (UTC${offset})`,
  travelShift: (shift: number): string => (shift === 0 ? "" : shift < 0 ? "the day before" : "the next day"),
  travelPrint: "Print the card with the journey",
  travelCard: (zone: string) => `On the journey: ${zone}`,
  travelCardClock: "Only the clinic changes the program.",
  zonesFuture: "The clocks of this zone were changed since this was entered: ask which time was meant.",
  zonesEither: (kept: string, clock: string) =>
    `It stands for ${kept} by the clocks there now. The same time on the clock would be ${clock}.`,
  zonesPast: (n: number) => `Entered at another time than the clocks there showed (${n})`,
  zonesPastLine: (entered: string, there: string) =>
    `entered as ${entered}, when the clocks there showed ${there}; the moment stays`,
  zonesSee: "See the entry",
};
