import { msg } from '../message.ts';
import type { Note, Truth } from '../simulate/types.ts';
import { type Account, type Holder, personName, type Workspace } from './account.ts';

/** Whether somebody may enter a workspace. */
export interface Entrance {
  readonly workspace: string;
  readonly mayEnter: Truth;
  /** The enterprise project of the workspace. */
  readonly enterpriseProject: string | undefined;
  readonly note: Note;
}

/** "Workspace", ModelArts service documentation: public, private and internal workspaces. */
const page = 'https://support.huaweicloud.com/api-modelarts/ShowWorkspace.html';

/** Access to a workspace and the IAM permission are both needed (formats 5.4). */
export function entranceOf(account: Account, person: Holder, workspace: string): Entrance {
  const found = account.workspaces.find((it) => it.name === workspace);
  const mayEnter = found ? mayEnterWorkspace(found, person) : null;
  const name = personName(person);
  const text =
    mayEnter === null
      ? msg('Whether {0} may enter the workspace {1} is not known: the account does not say.', name, workspace)
      : mayEnter
        ? msg('{0} may enter the workspace {1}.', name, workspace)
        : msg('{0} may not enter the workspace {1}, so nothing can be done there whatever IAM allows.', name, workspace);
  return { workspace, mayEnter, enterpriseProject: found?.enterpriseProject?.name, note: { grade: 'documented', text, source: page } };
}

/**
 * Public: all of the account; private: the owner; internal: the owner and those who are granted. Null where the account
 * does not say enough: exports often lack the grants, and nobody is shut out because of that.
 */
export function mayEnterWorkspace({ access, owner, grants, grantsGiven }: Workspace, person: Holder): Truth {
  const name = personName(person);
  if (access === undefined) return null;
  if (access === 'public' || owner?.name === name) return true;
  if (access === 'internal' && grants.some((it) => it.name === name)) return true;
  return owner === undefined || (access === 'internal' && !grantsGiven) ? null : false;
}
