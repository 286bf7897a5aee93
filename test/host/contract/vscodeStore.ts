import * as vscode from 'vscode';
import { vscodeStore } from '../../../src/platform/vscode';
import { diskSubject } from '../../contract/diskSubject';
import { describeDurableStore } from '../../contract/durableStore';
import { describeFileStore } from '../../contract/fileStore';
import type { Subject } from '../../contract/fileStore';

const onWorkspace = (): Promise<Subject> => diskSubject((root) => vscodeStore(vscode.Uri.file(root)));

describeFileStore('on workspace.fs', onWorkspace);
describeDurableStore('on workspace.fs', onWorkspace);
