"""What a klus usually gives, by the rules. Pure."""

from currency.rules.document import Rewards


def suggested_reward(rewards: Rewards, minutes: int) -> int:
    """Minor units for one person: by the hour, rounded down, or by the klus; within the limits."""
    usual = rewards.per_klus
    if rewards.basis == "hour":
        usual = rewards.per_hour * minutes // 60
    return min(max(usual, rewards.minimum), rewards.maximum)
