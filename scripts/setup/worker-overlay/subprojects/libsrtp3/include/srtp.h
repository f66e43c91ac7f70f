#pragma once

// The part of libsrtp 3's interface that mediasoup's worker calls, on top of the
// system's libsrtp 2. What differs between the two:
//
// - a policy is an opaque object with setters, not a struct the caller fills in;
// - protecting and unprotecting take separate input and output buffers and
//   `size_t` lengths, where version 2 works in place with an `int`;
// - `srtp_remove_stream` is called `srtp_stream_remove`;
// - there are two more error codes.
//
// Functions that keep their name become C++ overloads of version 2's.

// Version 2's policy struct makes way for version 3's opaque one of that name.
#define srtp_policy_t srtp_v2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

inline constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

/* Policies. */

struct VivavoceSrtpPolicy
{
	srtp_v2_policy_t v2{};
	srtp_profile_t profile{ srtp_profile_reserved };
	// Version 2 wants master key and salt in one piece.
	unsigned char keyAndSalt[SRTP_MAX_KEY_LEN]{};
	bool hasKey{ false };
};

using srtp_policy_t = VivavoceSrtpPolicy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) VivavoceSrtpPolicy;

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (!policy)
	{
		return;
	}

	// A volatile pointer, so that the compiler keeps the wiping of the key.
	volatile unsigned char* key = policy->keyAndSalt;

	for (size_t i{ 0 }; i < sizeof(policy->keyAndSalt); ++i)
	{
		key[i] = 0;
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->v2.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->v2.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	policy->profile = profile;

	// For the profile with the short tag this picks the long one, because RFC 3711
	// does not allow the short one on RTCP.
	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->v2.rtcp, profile);
}

/**
 * Takes one key and no MKI, which is all that WebRTC uses. The profile must have
 * been set before, since it says how long key and salt have to be.
 */
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* mki,
  size_t mkiLen)
{
	const bool lengthsFit = keyLen == srtp_profile_get_master_key_length(policy->profile) &&
	                        saltLen == srtp_profile_get_master_salt_length(policy->profile) &&
	                        keyLen + saltLen <= sizeof(policy->keyAndSalt);

	if (!lengthsFit || policy->hasKey || mki || mkiLen != 0)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->keyAndSalt, key, keyLen);
	std::memcpy(policy->keyAndSalt + keyLen, salt, saltLen);
	policy->hasKey = true;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->v2.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t windowSize)
{
	policy->v2.window_size = windowSize;

	return srtp_err_status_ok;
}

/* Sessions. */

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	if (!policy->hasKey)
	{
		return srtp_err_status_bad_param;
	}

	// Version 2 reads the key while it creates the session and keeps no pointer.
	policy->v2.key = policy->keyAndSalt;

	const srtp_v2_policy_t* v2Policy = &policy->v2;

	return srtp_create(session, v2Policy);
}

/** Takes the SSRC in the byte order in which version 2 takes it as well. */
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

/* Packets. */

namespace vivavoce_srtp
{
	using InPlaceFunction = srtp_err_status_t (*)(srtp_t, void*, int*);

	/**
	 * Runs one of version 2's in-place functions with an output buffer of its own.
	 * `growth` is how much the function may add to the packet.
	 */
	inline srtp_err_status_t process(
	  InPlaceFunction function,
	  srtp_t session,
	  const uint8_t* input,
	  size_t inputLen,
	  uint8_t* output,
	  size_t* outputLen,
	  size_t growth)
	{
		if (inputLen > static_cast<size_t>(INT_MAX) - growth || inputLen + growth > *outputLen)
		{
			return srtp_err_status_buffer_small;
		}

		if (input != output)
		{
			std::memmove(output, input, inputLen);
		}

		auto len          = static_cast<int>(inputLen);
		const auto status = function(session, output, &len);

		if (status == srtp_err_status_ok)
		{
			*outputLen = static_cast<size_t>(len);
		}

		return status;
	}
} // namespace vivavoce_srtp

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t mkiIndex)
{
	if (mkiIndex != 0)
	{
		return srtp_err_status_bad_mki;
	}

	return vivavoce_srtp::process(
	  &srtp_protect, session, rtp, rtpLen, srtp, srtpLen, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return vivavoce_srtp::process(&srtp_unprotect, session, srtp, srtpLen, rtp, rtpLen, 0);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t mkiIndex)
{
	if (mkiIndex != 0)
	{
		return srtp_err_status_bad_mki;
	}

	return vivavoce_srtp::process(
	  &srtp_protect_rtcp, session, rtcp, rtcpLen, srtcp, srtcpLen, SRTP_MAX_SRTCP_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return vivavoce_srtp::process(&srtp_unprotect_rtcp, session, srtcp, srtcpLen, rtcp, rtcpLen, 0);
}
