import { brokenFiles, commandLine, show } from './broken-file.ts'

// Prints what expected.txt should hold, for a person to read line by line before it is committed. No test writes that file.
for (const file of brokenFiles()) {
  const { stderr } = await show(commandLine(file))
  console.log(`=== ${file.name}\n${stderr}\n`)
}
