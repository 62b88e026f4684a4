import { managed, type Maker, type Making } from './maker.js';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const TASKS = ['Remove built-in apps', 'Set time zone', 'Map network drives', 'Install printer', 'Rename device'];

export const powerShellScript: Maker = (making) => {
  const task = making.random.pick(TASKS);
  return {
    ...managed(making, 'windows', task),
    fileName: `${task.replaceAll(' ', '-').toLowerCase()}.ps1`,
    runAsAccount: making.random.pick(['system', 'user']),
    runAs32Bit: false,
    enforceSignatureCheck: making.random.chance(0.3),
    scriptContent: base64(powerShell(making, task)),
  };
};

export const shellScript: Maker = (making) => {
  const task = making.random.pick(TASKS);
  return {
    ...managed(making, 'macOS', task),
    fileName: `${task.replaceAll(' ', '-').toLowerCase()}.sh`,
    runAsAccount: 'system',
    executionFrequency: 'PT0S',
    retryCount: making.random.int(4),
    blockExecutionNotifications: true,
    scriptContent: base64(`#!/bin/zsh\n# ${task}\nexit ${making.random.int(2)}\n`),
  };
};

export const customAttribute: Maker = (making) => ({
  ...managed(making, 'macOS', 'Inventory attribute'),
  fileName: 'attribute.sh',
  runAsAccount: 'system',
  customAttributeName: 'Attribute',
  customAttributeType: making.random.pick(['string', 'integer', 'dateTime']),
  scriptContent: base64(`#!/bin/zsh\nsw_vers -productVersion # ${making.random.int(100)}\n`),
});

export const remediation: Maker = (making) => {
  const task = making.random.pick(['Stale certificates', 'Disk space', 'Time drift', 'Office cache', 'Hosts file']);
  return {
    ...managed(making, 'windows', task),
    publisher: 'IT operations',
    version: '1',
    highestAvailableVersion: null,
    isGlobalScript: false,
    deviceHealthScriptType: 'deviceHealthScript',
    runAsAccount: 'system',
    runAs32Bit: false,
    enforceSignatureCheck: false,
    detectionScriptContent: base64(powerShell(making, `Detect: ${task}`)),
    remediationScriptContent: base64(powerShell(making, `Repair: ${task}`)),
  };
};

function powerShell(making: Making, task: string): string {
  return `# ${task}\n$limit = ${making.random.int(100)}\nif ($limit -gt 50) { exit 1 }\nexit 0\n`;
}
