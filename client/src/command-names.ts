/** Commands of the package, and those that lenses and views use; all work before anything else is loaded. */
export const commandNames = [
  'modelartsPolicy.new',
  'modelartsPolicy.simulate',
  'modelartsPolicy.simulateAgain',
  'modelartsPolicy.editSimulation',
  'modelartsPolicy.copySimulation',
  'modelartsPolicy.clearSimulation',
  'modelartsPolicy.clearMarks',
  'modelartsPolicy.fixAll',
  'modelartsPolicy.explainInWords',
  'modelartsPolicy.copyForConsole',
  'modelartsPolicy.copyAsApiRequest',
  'modelartsPolicy.pasteFromConsole',
  'modelartsPolicy.openExamples',
  'modelartsPolicy.showEffective',
  'modelartsPolicy.filterEffective',
  'modelartsPolicy.clearEffectiveFilter',
  'modelartsPolicy.copyEffective',
  'modelartsPolicy.statusMenu',
  'modelartsPolicy.restartServer',
  'modelartsPolicy.showLog',
  'modelartsPolicy.showActions',
  'modelartsPolicy.reveal',
  'modelartsPolicy.saveConfiguration',
] as const;

export type CommandName = (typeof commandNames)[number];
