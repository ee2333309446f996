import { type Channel, ChannelNotFound, ChannelService } from '../../users';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { addChannel, changeChannel, getChannel, listChannels, removeChannel } from './channels.contract';

/** Channels of the forced subscription. */
@ApiController()
export class ChannelsController {
  constructor(private readonly channels: ChannelService) {}

  @Serves(listChannels)
  async list() {
    const items = await this.channels.list();
    return { items, total: items.length };
  }

  @Serves(getChannel)
  async get(@Call() { params }: CallOf<typeof getChannel>) {
    return known(await this.channels.find(params.channelId));
  }

  @Serves(addChannel)
  add(@Call() { body, actor }: CallOf<typeof addChannel>) {
    return this.channels.add(body.reference, actor);
  }

  @Serves(changeChannel)
  async change(@Call() { params: { channelId }, body, actor }: CallOf<typeof changeChannel>) {
    const { active, takesJoinRequests } = body;
    let channel = known(await this.channels.find(channelId));
    if (takesJoinRequests !== undefined && takesJoinRequests !== channel.takesJoinRequests) {
      channel = known(await this.channels.setJoinRequests(channelId, takesJoinRequests, actor));
    }
    return active === undefined ? channel : known(await this.channels.setActive(channelId, active, actor));
  }

  @Serves(removeChannel)
  async remove(@Call() { params, actor }: CallOf<typeof removeChannel>): Promise<void> {
    if (!(await this.channels.remove(params.channelId, actor))) throw new ChannelNotFound();
  }
}

function known(channel: Channel | undefined): Channel {
  if (!channel) throw new ChannelNotFound();
  return channel;
}
