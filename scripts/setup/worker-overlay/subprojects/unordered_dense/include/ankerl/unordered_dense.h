#pragma once

// The worker uses three names of ankerl::unordered_dense: map, set and hash.
// The standard's unordered containers offer the same operations for everything
// it does with them (they keep references valid for longer, in fact), so these
// aliases are all that is needed.

#include <functional>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ankerl::unordered_dense
{
	template<typename Key>
	using hash = std::hash<Key>;

	template<
	  typename Key,
	  typename Value,
	  typename Hash      = std::hash<Key>,
	  typename Equal     = std::equal_to<Key>,
	  typename Allocator = std::allocator<std::pair<const Key, Value>>>
	using map = std::unordered_map<Key, Value, Hash, Equal, Allocator>;

	template<
	  typename Key,
	  typename Hash      = std::hash<Key>,
	  typename Equal     = std::equal_to<Key>,
	  typename Allocator = std::allocator<Key>>
	using set = std::unordered_set<Key, Hash, Equal, Allocator>;
} // namespace ankerl::unordered_dense
