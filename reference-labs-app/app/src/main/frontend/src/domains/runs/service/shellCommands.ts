import type { LabAccess } from '../../../api/types';

export type Shell = 'bash' | 'powershell';

/** Commands that give a terminal the keys. Values are quoted so that nothing in them is ever run. */
export function shellCommands(shell: Shell, access: LabAccess): string {
  const variables: [string, string][] = [
    ['AWS_ACCESS_KEY_ID', access.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', access.secretAccessKey],
    ['AWS_SESSION_TOKEN', access.sessionToken],
    ['AWS_DEFAULT_REGION', access.region],
  ];
  const line = shell === 'bash' ? bashLine : powershellLine;
  return variables.map(([name, value]) => line(name, value)).join('\n');
}

function bashLine(name: string, value: string): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
}

function powershellLine(name: string, value: string): string {
  return `$Env:${name} = '${value.replaceAll("'", "''")}'`;
}
