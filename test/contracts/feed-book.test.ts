import {memoryFeed} from '../simulation/memory-feed.ts';
import {feedBookContract} from './feed-book.ts';

feedBookContract('in memory', async () => {
  const feed = memoryFeed();
  return {
    book: feed.book,
    projectId: 'proj_test',
    put: async (document, scope) => feed.put(document, scope),
    remove: async (document, version) => feed.remove(document, version),
  };
});
