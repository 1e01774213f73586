/// Real daemons behind shaped links: the only seeder is told to end before anybody has everything.
package io.seedpod.blackbox.interop.drain;
