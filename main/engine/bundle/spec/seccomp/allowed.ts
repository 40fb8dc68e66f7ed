/**
 * The system calls that any container may make, by what they are for. What a processor's kernel doesn't have is passed
 * over by the OCI runtime, so that the lists hold the calls of all of them.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const readingAndWriting = words(`
  read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek close close_range
  sendfile sendfile64 splice tee copy_file_range readahead fadvise64 fadvise64_64 arm_fadvise64_64
  fsync fdatasync sync syncfs sync_file_range sync_file_range2 arm_sync_file_range
  io_setup io_destroy io_submit io_cancel io_getevents io_pgetevents io_pgetevents_time64`);

const filesAndFolders = words(`
  open openat openat2 creat access faccessat faccessat2 stat stat64 lstat lstat64 fstat fstat64 fstatat64 newfstatat
  statx statfs statfs64 fstatfs fstatfs64 getdents getdents64 readdir readlink readlinkat getcwd chdir fchdir
  mkdir mkdirat mknod mknodat rmdir link linkat symlink symlinkat unlink unlinkat rename renameat renameat2
  chmod fchmod fchmodat fchmodat2 chown chown32 fchown fchown32 fchownat lchown lchown32 umask
  truncate truncate64 ftruncate ftruncate64 fallocate utime utimes utimensat utimensat_time64 futimesat
  getxattr getxattrat lgetxattr fgetxattr setxattr setxattrat lsetxattr fsetxattr
  listxattr listxattrat llistxattr flistxattr removexattr removexattrat lremovexattr fremovexattr
  name_to_handle_at statmount listmount file_getattr file_setattr`);

const descriptors = words(`
  dup dup2 dup3 pipe pipe2 fcntl fcntl64 flock ioctl eventfd eventfd2 signalfd signalfd4
  timerfd timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64
  inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_mark memfd_create memfd_secret
  select _newselect pselect6 pselect6_time64 poll ppoll ppoll_time64
  epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_wait epoll_wait_old epoll_pwait epoll_pwait2`);

const memory = words(`
  brk mmap mmap2 munmap mremap mprotect madvise mincore msync remap_file_pages membarrier cachestat
  mlock mlock2 mlockall munlock munlockall pkey_alloc pkey_free pkey_mprotect mseal map_shadow_stack
  get_mempolicy mbind set_mempolicy set_mempolicy_home_node`);

const processesAndThreads = words(`
  fork vfork execve execveat exit exit_group wait4 waitid waitpid prctl ptrace arch_prctl modify_ldt
  getpid getppid gettid getpgid getpgrp getsid setpgid setsid set_tid_address kill tkill tgkill
  pidfd_open pidfd_getfd pidfd_send_signal process_mrelease process_vm_readv process_vm_writev
  futex futex_time64 futex_waitv futex_wait futex_wake futex_requeue set_robust_list get_robust_list rseq
  get_thread_area set_thread_area set_tls cacheflush breakpoint restart_syscall
  getcpu sched_yield sched_getaffinity sched_setaffinity sched_getattr sched_setattr sched_getparam sched_setparam
  sched_getscheduler sched_setscheduler sched_get_priority_max sched_get_priority_min
  sched_rr_get_interval sched_rr_get_interval_time64 getpriority setpriority ioprio_get ioprio_set
  getrlimit setrlimit ugetrlimit prlimit64 getrusage times seccomp
  landlock_create_ruleset landlock_add_rule landlock_restrict_self`);

const usersAndRights = words(`
  getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32 getgroups getgroups32 setgroups setgroups32
  setuid setuid32 setgid setgid32 setreuid setreuid32 setregid setregid32 getresuid getresuid32 getresgid getresgid32
  setresuid setresuid32 setresgid setresgid32 setfsuid setfsuid32 setfsgid setfsgid32 capget capset
  keyctl`);

const signals = words(`
  rt_sigaction rt_sigprocmask rt_sigpending rt_sigsuspend rt_sigreturn rt_sigqueueinfo rt_tgsigqueueinfo
  rt_sigtimedwait rt_sigtimedwait_time64 sigaction signal sigaltstack sigpending sigprocmask sigreturn sigsuspend pause`);

const timeAndTimers = words(`
  time gettimeofday clock_gettime clock_gettime64 clock_getres clock_getres_time64
  clock_nanosleep clock_nanosleep_time64 nanosleep alarm getitimer setitimer
  adjtimex clock_adjtime clock_adjtime64
  timer_create timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime timer_settime64`);

const network = words(`
  socketpair socketcall bind connect listen accept accept4 shutdown getsockname getpeername
  getsockopt setsockopt send sendto sendmsg sendmmsg recv recvfrom recvmsg recvmmsg recvmmsg_time64`);

const betweenProcesses = words(`
  ipc msgctl msgget msgrcv msgsnd semctl semget semop semtimedop semtimedop_time64 shmat shmctl shmdt shmget
  mq_open mq_unlink mq_notify mq_getsetattr
  mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64`);

/** Namespaces and mounts are guarded by capabilities in the kernel; a container may nest others by user namespaces. */
const namespacesAndMounts = words(`
  clone clone3 unshare setns mount umount umount2 pivot_root fsopen fsconfig fsmount fspick open_tree open_tree_attr
  move_mount mount_setattr`);

const aboutTheMachine = words(`uname olduname oldolduname sysinfo syslog getrandom reboot`);

export const allowed: readonly string[] = [
  ...readingAndWriting,
  ...filesAndFolders,
  ...descriptors,
  ...memory,
  ...processesAndThreads,
  ...usersAndRights,
  ...signals,
  ...timeAndTimers,
  ...network,
  ...betweenProcesses,
  ...namespacesAndMounts,
  ...aboutTheMachine,
];

/** Refused with "not permitted" rather than "no such call": programs that try them know what to do then. */
export const refused: readonly string[] = words(`
  bdflush kexec_file_load kexec_load migrate_pages move_pages nfsservctl nice oldfstat oldlstat oldstat
  pciconfig_iobase pciconfig_read pciconfig_write sgetmask ssetmask swapcontext swapoff swapon sysfs uselib
  userfaultfd ustat vm86 vm86old vmsplice`);

/** What one more capability opens; without it these are refused. */
export const byCapability: Readonly<Record<string, readonly string[]>> = {
  CAP_DAC_READ_SEARCH: words('open_by_handle_at'),
  CAP_SYS_ADMIN: words(
    'bpf fanotify_init lookup_dcookie perf_event_open quotactl quotactl_fd setdomainname sethostname',
  ),
  CAP_SYS_CHROOT: words('chroot'),
  CAP_SYS_MODULE: words('delete_module finit_module init_module query_module'),
  CAP_SYS_PACCT: words('acct'),
  CAP_SYS_PTRACE: words('kcmp process_madvise'),
  CAP_SYS_RAWIO: words('ioperm iopl'),
  CAP_SYS_TIME: words('clock_settime clock_settime64 settimeofday stime'),
  CAP_SYS_TTY_CONFIG: words('vhangup'),
};
