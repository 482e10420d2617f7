import type { Completable, Word } from './describe-commands.js';

/** Completions for PowerShell. */
export function powershellCompletion(all: readonly Completable[]): string {
  const entries = all.map(({ path, commands, options, choices }) => {
    const words = [...commands, ...options].map(described).join('; ');
    const values = choices.flatMap(({ flags, values: of }) =>
      flags.map((flag) => `'${flag}' = @(${of.map((value) => `'${value}'`).join(', ')})`),
    );
    return `  '${path}' = @{ Words = @(${words}); Values = @{ ${values.join('; ')} } }`;
  });
  return `# Completions of ksef for PowerShell: ksef completion powershell | Out-String | Invoke-Expression
$ksefCommands = @{
${entries.join('\n')}
}
Register-ArgumentCompleter -Native -CommandName ksef -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $path = ''
  $previous = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    $word = $element.ToString()
    if ($element.Extent.EndOffset -ge $cursorPosition -and $word -eq $wordToComplete) { break }
    $longer = "$path $word".Trim()
    if ($ksefCommands.ContainsKey($longer)) { $path = $longer }
    $previous = $word
  }
  $command = $ksefCommands[$path]
  $values = $command.Values[$previous]
  if ($values) {
    $values | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
      [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
    return
  }
  $command.Words | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterName', $_[1])
  }
}
`;
}

function described({ word, text }: Word): string {
  return `, @('${word}', '${text.replaceAll("'", "''")}')`;
}
