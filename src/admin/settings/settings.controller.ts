import { SettingService } from '../../settings';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { changeSettings, listSettings, resetSetting } from './settings.contract';

/** What can be set while the application runs. */
@ApiController()
export class SettingsController {
  constructor(private readonly settings: SettingService) {}

  @Serves(listSettings)
  async list() {
    const items = await this.settings.list();
    return { items, total: items.length };
  }

  @Serves(changeSettings)
  async change(@Call() { body, actor }: CallOf<typeof changeSettings>) {
    const items = await this.settings.change(body, actor);
    return { items, total: items.length };
  }

  @Serves(resetSetting)
  reset(@Call() { params, actor }: CallOf<typeof resetSetting>) {
    return this.settings.reset(params.setting, actor);
  }
}
